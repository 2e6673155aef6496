"""One module a task: `predict(row)` turns a gold row's text fields into a prediction in the scorer's form."""
