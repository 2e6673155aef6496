"""Every error that Allegedly raises, under one root; each message says what to do about it."""


class AllegedlyError(Exception):
    """The root of all errors of this package."""


class DocumentError(AllegedlyError):
    """One document cannot be read; the rest of a run goes on without it."""


class Unreadable(DocumentError):
    """The file, folder or pattern is not there, or the system does not let us open it."""


class EmptyDocument(DocumentError):
    """Nothing is left to read once white space and markup are gone."""


class NotText(DocumentError):
    """The bytes are no text in any encoding that we know."""


class TooLong(DocumentError):
    """The document is longer than the limit on what is read at once."""


class NotEnglish(DocumentError):
    """The document is in a language that no layer reads."""


class BadMarkup(DocumentError):
    """The HTML holds no report, or cannot be parsed within its limits."""


class BadRecord(DocumentError):
    """A line of JSONL is no JSON object with a text or an html field."""


class BadArchive(DocumentError):
    """A web archive, or a record of one, is broken."""


class BadDate(DocumentError):
    """A publication time was given that is no date."""


class BadReading(DocumentError):
    """The layers made records of a document that the ledger cannot take."""


class TookTooLong(DocumentError):
    """Reading the document took more time than one may take, and was stopped."""


class TookTooMuch(DocumentError):
    """Reading the document took more memory than one may take, and was stopped."""


class Crashed(DocumentError):
    """The process that read the document died of it."""


class NotFetched(DocumentError):
    """What lies at a web address cannot be had, or is nothing that we read."""


class Forbidden(NotFetched):
    """The address is one that is never asked: another scheme or port, or a machine that is not on the open net."""


class Disallowed(NotFetched):
    """The site's robots.txt does not let us ask."""


class Unavailable(NotFetched):
    """The site does not answer now, or not well; `wait` is the number of seconds that it asks us to wait, if any."""

    def __init__(self, message: str, wait: float | None = None) -> None:
        super().__init__(message)
        self.wait = wait


class BadFeed(DocumentError):
    """What lies at the address of a feed is no RSS, Atom, JSON Feed or sitemap."""


class Unforeseen(DocumentError):
    """The program failed on the document in a way that nobody thought of: a fault of the program."""


class LexiconError(AllegedlyError):
    """A vocabulary file breaks the form that `allegedly.lexicon` describes."""


class ModelError(AllegedlyError):
    """The trained weights are missing or are not those of this version."""


class LedgerError(AllegedlyError):
    """The ledger file is missing, is none of ours, or is of a later version."""


class RunError(AllegedlyError):
    """A run cannot go on at all, whatever the documents."""


class UsageError(AllegedlyError):
    """The command line asks for something that cannot be done."""


class NotInstalled(AllegedlyError):
    """Something is asked for that needs an optional package."""


class LakeError(AllegedlyError):
    """A lake is missing, is none of ours, is damaged or is of a later version."""
