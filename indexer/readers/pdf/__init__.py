"""What does a PDF say, and on which page?

document      a file as PDFium reads it (`documents`): its pages, and what it states of itself
line          a printed line: its text, where it stands, and how large its letters are (`lines`)
running line  the same line at the top or foot of many pages, or a page's number (`running_lines`): left out
footnote      small print at the foot of a column (`footnotes`): moved behind the paragraph that it belongs to
paragraph     lines that belong together, also across pages (`paragraphs`); `layout` makes the article's text of them,
              with words made whole that a line end divides (`hyphens`)

scan          a page that is a picture of text (`scans`), read by tesseract (`ocr`)

`reader` puts it together; `front_page` finds title, authors and date. `pictures` draws a page,
with boxes around the words of a quote (`quoted_words`, `quote_boxes`).
"""
