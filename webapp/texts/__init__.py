"""What do the pages say, and in which language?

catalogue   all texts of the pages in one language: one file here, `<code>.toml`
key         the name of a text, as in `search.heading`
sentence    what `indexer` tells a reader in English, said in the language of the page by the pattern that it is made of

A new language is one new file here and nothing else.
"""
