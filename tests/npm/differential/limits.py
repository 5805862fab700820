"""What packwarden does not follow npm in, and says so."""

# A glob that goes up behind "**", and the rules that npm makes of a name with a line end where the glob has braces or
# comes back to a directory.
MESSAGES = ['limit glob-parents', 'their order is not known']


def is_limit_of_ours(problem):
    """Whether packwarden, which printed that, does not know what npm does."""
    return problem is not None and any(message in problem for message in MESSAGES)
