"""What is in a text? Its normal form, its sentences, its terms, its language.

normal form   NFC, line feeds alone, nothing unprintable: what an article's text is stored as
block         lines that belong together: no sentence goes beyond it
sentence      a span that a reader would call one; never crosses a line of a list, a heading or a blank line
token         a word as written, with its span
term          what a token is indexed as: its language, a colon and its stem (`en:run`)
analyzer      makes terms of a text; the same for articles and questions
vocabulary    the sorted terms of a build; a term's number is its position
"""
