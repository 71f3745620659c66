"""What stands before the records: welcome, sign-in, first run, recovery, and the paper that goes with them."""
