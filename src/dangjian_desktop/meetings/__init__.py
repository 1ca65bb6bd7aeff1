"""Meetings: gatherings of one time, place and sign-in, their segments, minutes and papers."""
