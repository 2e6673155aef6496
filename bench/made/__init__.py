"""Made-up news, ledgers and variants of texts that the measuring works on, the same each time."""
