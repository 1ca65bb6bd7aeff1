"""The same document as a Word file that the office may go on writing in (docs/papers/word.md)."""

from __future__ import annotations

from dangjian_desktop.papers.word.package import render_docx, save_docx

__all__ = ["render_docx", "save_docx"]
