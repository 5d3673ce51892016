"""How what was found leaves the program.

document   one JSON object, made of a value and nothing else: the same on the command line and over HTTP
reference  an article named in a document: its id and metadata without its text

`json` makes the documents, `shapes` says what is in them; `dates` writes a date for people.
"""
