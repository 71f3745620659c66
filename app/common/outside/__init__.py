"""How is a file from outside read without trusting it? By another process, which holds no key and has limits.

`reading.read_outside("workbook", data)` in the app starts it; `entry.py` is where it begins; `readers.py` says which
readers there are and what each may use. The bytes go there and the answer comes back through pipes, never by the disk.
"""

# The first argument with which the packaged app starts itself as a reader, before anything else; no verb for people.
AS_READER = "read-file-from-outside"
