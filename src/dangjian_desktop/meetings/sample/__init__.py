"""The sample branch's meetings: three years of them, invented, the same for a seed, made through our own verbs."""

from dangjian_desktop.meetings.sample.story import make_sample

__all__ = ["make_sample"]
