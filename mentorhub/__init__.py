"""MentorHub: mentoring programmes for newcomers, run offline from the coordinator's laptop."""

__version__ = "0.1.0"
