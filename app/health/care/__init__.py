"""Where does a client get treatment and other care, did they arrive, do they stay, and what do partners hear?"""
