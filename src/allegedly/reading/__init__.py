"""The layers that read a document, one concept a file, and the pipeline that runs them."""

from allegedly.reading.parser import import_spacy

import_spacy()
