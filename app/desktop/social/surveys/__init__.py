"""The needs surveys on the screen: list, fast form, figures. Nobody is named in any of them."""
