from pathlib import Path

import pytest

from bench import report, suite


def test_figures_stand_between_the_markers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = tmp_path / "page.md"
    page.write_text(f"before\n{report.BEGIN}\nold\n{report.END}\nafter\n", encoding="utf-8")
    monkeypatch.setattr(report, "PAGE", page)
    monkeypatch.setattr(report, "figures", lambda: "new")
    report.write()
    assert page.read_text(encoding="utf-8") == f"before\n{report.BEGIN}\n\nnew\n\n{report.END}\nafter\n"
    page.write_text("no markers", encoding="utf-8")
    with pytest.raises(ValueError, match="no markers"):
        report.write()


def test_errors_by_kind() -> None:
    polnear = {"by_type": {"direct": {"ALL@.5": 75.9}, "indirect": {"ALL@.5": 52.0}}}
    (table,) = report._by_kind({"PolNeAR dev": polnear})
    assert "| direct | 24.1 |" in table
    assert "| indirect | 48.0 |" in table


def test_figures_are_tables(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(suite, "OWN", (suite.Benchmark("own times", "times"),))
    monkeypatch.setattr(suite, "FULL", (suite.Benchmark("far", "times", "nowhere.jsonl"),))
    monkeypatch.setattr(suite, "FAST", ())
    monkeypatch.setattr(suite, "SHARED", Path("/nowhere"))
    monkeypatch.setattr(report, "_robust", lambda: ["odd texts"])
    monkeypatch.setattr("bench.measure.linking.measured", lambda: [{"documents": 4000, "CPU-ms, mean": 37.3}])
    text = report.figures()
    assert "| own times | times | strict.f1 **" in text
    assert "Not measured, since the data is not there: far." in text
    assert "### Robustness\n\nodd texts" in text
    assert text.endswith("| documents | CPU-ms, mean |\n| --- | --- |\n| 4,000 | 37.3 |")
