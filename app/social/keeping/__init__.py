"""How long is a case kept, what stops its erasure, and what is left when it is erased?"""
