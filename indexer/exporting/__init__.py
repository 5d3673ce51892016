"""How does a result leave the program?

document    a JSON object made of a result: the same on the command line and over HTTP
schema      the type of a document, with a description of every field
annotation  what is told of an answer besides its quotes: what its dates mean, how many texts say it, where a quote stands
format      a kind of file that an answer can be saved as: a name, a media type, a suffix and a writer
work        a cited article with all that is quoted from it, as a bibliography lists it
pack        an answer with its proof in one HTML file, which verifies itself in a browser, offline

`documents` and `schemas` are for JSON, `dates` and `terminal` for text that people read. `formats` lists the formats, each
of which is written by a module of its own.
"""
