"""Nhịp Cầu: confidential case records of a commune, each unit behind its own wall."""
