"""How what was found leaves the program.

document   one JSON object, made of a value and nothing else: the same on the command line and over HTTP
reference  an article named in a document: its id and metadata without its text
format     a way to write an answer down as a file: a name, a media type, a suffix and a function
work       a cited article with all that is quoted from it, as a bibliography lists it
pack       an answer with its proof in one HTML file, which verifies itself in a browser, offline

`json` makes the documents, `shapes` says what is in them; `dates` writes a date for people.
`formats` lists the formats: `markdown`, `bibtex`, `ris` and `csl` (of `works`), and `evidence`, the pack.
"""
