"""The needs of a case on its page: before and after, the form in the order of the paper, corrections."""
