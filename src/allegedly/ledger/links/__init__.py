"""The links of the ledger: what `allegedly.linking` finds, kept up as documents arrive, in any order and batches."""
