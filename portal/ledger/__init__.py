"""The ledger: every fact about a lift or an owner, once, in order, chained, never changed.

`actions.append` writes facts in the transaction of the change they tell; `following` does the work that follows them;
`chain` and `verification` say how entries hang together and whether they still do; `export` lets anyone check without
us. What kinds of facts there are, each app says in its `kinds.py`.
"""
