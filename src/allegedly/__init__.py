"""Allegedly reads news reports and keeps a ledger of who said what about whom.

>>> import allegedly
>>> reading = allegedly.read("The ministry denied the report on Monday.", published="2022-10-15")
>>> [claim.act for claim in reading.claims]
['deny']
"""

__version__ = "0.1.0"
