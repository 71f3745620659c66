"""Do the screens of the register keep out of the police's modules until a police account opens premises?"""

import subprocess
import sys

ASK = """
import sys
import app.desktop.registry.establishments.declared
import app.desktop.registry.establishments.finder
import app.desktop.registry.establishments.page
sys.exit(any(name.startswith("app.police") for name in sys.modules))
"""


def test_the_screens_of_the_register_import_nothing_of_the_police():
    assert subprocess.run([sys.executable, "-c", ASK], check=False).returncode == 0
