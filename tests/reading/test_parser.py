import subprocess
import sys

import catalogue

from allegedly.reading.parser import import_spacy, without_plug_ins

FRESH = """
import sys
import allegedly.reading.language
assert not {"spacy.cli", "spacy.cli.info", "requests", "trafilatura"} & set(sys.modules), "imported all the same"
import spacy
assert spacy.info(silent=True)["spacy_version"] == spacy.__version__
import spacy.cli
assert callable(spacy.cli.train_cli)
"""


def test_the_command_line_of_spacy_comes_when_it_is_asked_for() -> None:
    ran = subprocess.run([sys.executable, "-c", FRESH], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr


def test_spacy_is_imported_once() -> None:
    spacy = sys.modules["spacy"]
    import_spacy()
    assert sys.modules["spacy"] is spacy


def test_plug_ins_are_back_afterwards() -> None:
    before = catalogue.AVAILABLE_ENTRY_POINTS
    with without_plug_ins():
        assert not catalogue.AVAILABLE_ENTRY_POINTS.select(group="spacy_factories")
    assert catalogue.AVAILABLE_ENTRY_POINTS is before
