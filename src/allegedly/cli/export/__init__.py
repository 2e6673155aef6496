"""`allegedly export`: the ledger in another format, one command a format."""

from allegedly.cli.export.annotations import EXAMPLES as ANNOTATIONS_EXAMPLES
from allegedly.cli.export.annotations import annotations
from allegedly.cli.export.corrections import EXAMPLES as CORRECTIONS_EXAMPLES
from allegedly.cli.export.corrections import corrections
from allegedly.cli.export.datasette import EXAMPLES as DATASETTE_EXAMPLES
from allegedly.cli.export.datasette import datasette
from allegedly.cli.export.events import EXAMPLES as EVENTS_EXAMPLES
from allegedly.cli.export.events import events
from allegedly.cli.export.ftm import EXAMPLES as FTM_EXAMPLES
from allegedly.cli.export.ftm import ftm
from allegedly.cli.export.jsonl import EXAMPLES as JSONL_EXAMPLES
from allegedly.cli.export.jsonl import jsonl
from allegedly.cli.export.label_studio import EXAMPLES as LABEL_STUDIO_EXAMPLES
from allegedly.cli.export.label_studio import label_studio
from allegedly.cli.export.prov import EXAMPLES as PROV_EXAMPLES
from allegedly.cli.export.prov import prov
from allegedly.cli.export.schema_org import EXAMPLES as SCHEMA_ORG_EXAMPLES
from allegedly.cli.export.schema_org import schema_org
from allegedly.cli.export.tables import EXAMPLES as TABLES_EXAMPLES
from allegedly.cli.export.tables import tables

COMMANDS = (
    (jsonl, JSONL_EXAMPLES),
    (tables, TABLES_EXAMPLES),
    (events, EVENTS_EXAMPLES),
    (annotations, ANNOTATIONS_EXAMPLES),
    (ftm, FTM_EXAMPLES),
    (schema_org, SCHEMA_ORG_EXAMPLES),
    (prov, PROV_EXAMPLES),
    (label_studio, LABEL_STUDIO_EXAMPLES),
    (corrections, CORRECTIONS_EXAMPLES),
    (datasette, DATASETTE_EXAMPLES),
)

__all__ = ["COMMANDS"]
