"""What does a program get, and what may it ask for?

wire      the JSON shapes that only HTTP has; all others are those of `indexer.exporting`
contract  what one address asks for and answers with; all of them together are the OpenAPI document

`views` answers the addresses, `request_parameters` reads what they are asked with, and `api_docs` describes them to people.
"""
