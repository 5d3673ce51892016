"""What a screen reader says on the way from a question to its answer, to the source, and back.

Each block is the page's accessibility tree, as Playwright writes it: roles, names and states, in reading order.
"""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.browser.test_browser import SIGNED, ask

WELCOME = """
- main:
  - heading "Ask your articles a question." [level=1]
  - search "Your question":
    - textbox "Your question" [active]
    - button "Ask"
    - group: Limit
"""

ANSWER = """
- main:
  - region "When will the agreement be signed?":
    - heading "When will the agreement be signed?" [level=1]
    - group: Answer
    - figure:
      - blockquote:
        - paragraph: /expected to be signed by the end of 2016/
      - paragraph:
        - link "Quote 1"
        - text: /Agenda\\.ge/
        - time: 25 Oct 2016
        - link "Soldiers from Georgia’s breakaway region might serve in Russian army"
      - button "Copy quote 1 with its source"
      - group: In context
    - figure:
      - blockquote:
        - paragraph: “After that we will sign the agreement.”
    - navigation "Ask next":
      - list
  - search "Ask a follow-up":
    - textbox "Ask a follow-up"
    - button "Ask"
    - group: Limit
"""

CONTEXT = """
- group:
  - text: In context
  - paragraph:
    - text: /Military personnel from Georgia/
    - mark:
      - emphasis: agreement
      - emphasis: signed
  - group: More
  - group: Why this?
"""

SOURCE = """
- main:
  - article:
    - heading "Soldiers from Georgia’s breakaway region might serve in Russian army" [level=1]
    - group: "Verified: letter for letter"
    - navigation "The answer that led here":
      - link "← Back to the answer"
      - text: /Quote \\d of 3/
      - link /(Previous|Next) quote/
    - search "Find in this article":
      - searchbox "Find in this article"
    - paragraph:
      - mark: /expected to be signed by the end of 2016/
  - search "Ask about this article":
    - textbox "Ask about this article"
    - button "Ask"
"""

FOUND = """
- search "Find in this article":
  - searchbox "Find in this article": agreement
  - text: /1 of \\d/
  - button "Previous place"
  - button "Next place"
"""


def test_from_question_to_answer_to_source_and_back(desk):
    """The answer is announced, its strength is said before its quotes, each quote is followed by its source."""
    desk.goto("/")
    expect(desk.locator("body")).to_match_aria_snapshot(WELCOME)
    ask(desk, SIGNED)
    expect(desk.get_by_role("status")).to_have_text("3 quotes from 1 article.")
    expect(desk.locator("body")).to_match_aria_snapshot(ANSWER)
    lead = desk.locator(".quote.lead")
    lead.get_by_text("In context").click()
    expect(lead.locator(".context")).to_match_aria_snapshot(CONTEXT)
    lead.get_by_role("link", name="Soldiers from Georgia").click()
    expect(desk.locator("body")).to_match_aria_snapshot(SOURCE)
    expect(desk.locator("mark#quote")).to_be_in_viewport()
    desk.get_by_role("link", name="Back to the answer").click()
    expect(desk.locator("body")).to_match_aria_snapshot(ANSWER)
    desk.go_forward()
    expect(desk.locator("body")).to_match_aria_snapshot(SOURCE)
    desk.get_by_role("searchbox").fill("agreement")
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("status")).to_have_text(re.compile(r"^1 of \d+$"))
    expect(desk.locator(".find")).to_match_aria_snapshot(FOUND)
    expect(desk.get_by_role("searchbox")).to_be_focused()
    desk.go_back()
    expect(desk.locator("body")).to_match_aria_snapshot(ANSWER)
