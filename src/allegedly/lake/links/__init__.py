"""The links of a whole lake at once: functions from the rows of a group to what they come to, for any engine.

They ask the rules of `allegedly.linking` through the functions that keep a ledger's links up
(`allegedly.ledger.links`), so that a lake and a ledger of the same documents have the same links. An engine brings the
rows of a group together:

1. `profiles` of the readings,
2. `meeting`: the documents that share a key, pairs of copies and edges of stories,
3. `dividing`: what copies connect, and which document stands for each set; what edges and copies connect, into stories,
4. `claims`, and figures, of the reports of a story.
"""
