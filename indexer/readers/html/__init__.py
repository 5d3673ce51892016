"""What does a web page say, and what is only around it?

tree       a page as elements (`tree`)
blocks     what of a tree is read: paragraphs, headings, list items, rows of tables, code, captions (`blocks`)
page       an article of the web (`pages`)
main text  what of a page is its article (`main_text`), by what it weighs (`weights`) and without what is `around` it
stated     the fields that a page states of itself; none is guessed (`stated`, `structured_data`)

Mail, e-books, feeds and web archives are read by the same modules.
"""
