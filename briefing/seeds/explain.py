"""The account of a seed as a plain text: what became of every line, and by which rule."""

from __future__ import annotations

from briefing.model import Document, LineAccount


def explain(document: Document) -> str:
    """Show a seed line by line: its number, its fate, the rules that touched it, and its text."""
    return "".join(f"{account.number:>5}  {_verdict(account):<28}  {account.text}\n" for account in document.lines)


def _verdict(account: LineAccount) -> str:
    if account.into:
        return f"{account.fate} into {account.into}"
    return f"{account.fate}: {', '.join(account.rules)}" if account.rules else str(account.fate)
