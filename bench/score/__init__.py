"""The scorers, one module a task: `score(gold, pred)` over rows by id gives figures as the task defines them."""
