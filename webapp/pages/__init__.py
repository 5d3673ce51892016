"""What does a page show, and where does it lead?

thread        the questions in a page's URL and the filters beside them; it makes the addresses that ask anew
turn          one question of a conversation, with its answer and the cards of the articles found
card          one article on a page, with the passages that are quoted or were found
chip          a part of what was understood of a question, with the address that takes it out
facet         a source, an author, a name, a folder or some dates that the articles found can be narrowed to
block         a headline, heading, caption, dateline or paragraph of an article
segment       a stretch of text that is highlighted throughout, or not at all
cited link    an address that opens an article where it is quoted, and tells whether the quote still stands

`views` answers the addresses; templates make HTML of what the other modules give as data.
"""
