"""The papers of the social unit on the screen: on the page of a case (`case_part`) and of a loan (`of_loan`)."""
