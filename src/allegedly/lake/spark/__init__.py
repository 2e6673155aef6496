"""Apache Spark, where one machine is outgrown: the same reading, and the links of a whole lake at once.

The rules are those of the ledger (`allegedly.linking`), and what they are asked is decided by the ledger's own
functions (`allegedly.ledger.links`); Spark brings together what has to be compared. Needs pyspark and Java.
"""
