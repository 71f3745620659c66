"""How are keys made, wrapped, sealed and signed?

Nothing here is a primitive of our own: Argon2id, AES-256-GCM, HKDF and Ed25519 come from `cryptography`,
sealing to people is the age format (`pyrage`), so the public `age` tool can open what we sealed.
"""

import hashlib
import json
import secrets
import unicodedata
from base64 import b64decode, b64encode
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import pyrage
from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from app.vault.errors import Damaged

NONCE_BYTES = 12
# Crockford's base 32: no I, L, O, U, which are misread on paper.
CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


@dataclass(frozen=True)
class Stretching:
    """Parameters of Argon2id. Raised over time: a slot made with weaker ones is rewrapped at the next sign-in."""

    memory_kib: int = 65536
    iterations: int = 3
    lanes: int = 1


# The floor keeps a tampered header from making guessing cheap, the ceiling from exhausting the memory.
WEAKEST = Stretching(65536, 3, 1)
STRONGEST = Stretching(1048576, 16, 8)


def acceptable(kdf: Stretching) -> bool:
    """Whether a header may ask for these parameters."""
    return (
        WEAKEST.memory_kib <= kdf.memory_kib <= STRONGEST.memory_kib
        and WEAKEST.iterations <= kdf.iterations <= STRONGEST.iterations
        and 1 <= kdf.lanes <= STRONGEST.lanes
    )


def user_key(user: str) -> str:
    """The form in which two spellings of a user name are the same name."""
    return unicodedata.normalize("NFC", user).strip().casefold()


def stretch(password: str, user: str, vault_salt: bytes, kdf: Stretching) -> bytes:
    """Password and name to a 32-byte key-encryption key.

    The salt is derived from the vault's random salt and the name, so that a slot in the header need not say
    whose it is: a wrong name costs the same time and fails the same way as a wrong password.
    """
    salt = hashlib.sha256(b"nhip-cau salt\0" + vault_salt + user_key(user).encode()).digest()[:16]
    secret = unicodedata.normalize("NFC", password).encode()
    return Argon2id(
        salt=salt, length=32, iterations=kdf.iterations, lanes=kdf.lanes, memory_cost=kdf.memory_kib
    ).derive(secret)


def derive(secret: bytes, purpose: str) -> bytes:
    """A 32-byte key for one purpose from a secret that is already strong (128 bits or more)."""
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=b"nhip-cau " + purpose.encode()).derive(secret)


def read_crockford(text: str) -> str:
    """What somebody typed from paper, in the letters that were printed: case, blanks and look-alikes do not matter."""
    return "".join(ch for ch in text.upper().translate(str.maketrans("OIL", "011")) if ch.isalnum())


def wrap(key: bytes, data: bytes, purpose: str) -> str:
    """Encrypt and authenticate with AES-256-GCM; `purpose` is bound to it, so a box fits one place only."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    return b64encode(nonce + AESGCM(key).encrypt(nonce, data, purpose.encode())).decode()


def unwrap(key: bytes, box: str, purpose: str) -> bytes | None:
    """The data of a box, or None when this key and purpose do not open it."""
    try:
        raw = b64decode(box, validate=True)
        return AESGCM(key).decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], purpose.encode())
    except (InvalidTag, ValueError):
        return None


def new_compartment_key() -> bytes:
    """256 random bits."""
    return secrets.token_bytes(32)


def key_id(key: bytes) -> str:
    """A name for a compartment key that says nothing about it."""
    return derive(key, "key id").hex()[:16]


def canonical(value: object) -> bytes:
    """The one JSON spelling of a value, for hashing and signing."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


@dataclass(frozen=True)
class PublicKeys:
    """What others need to seal to someone and to check a signature."""

    sign: str  # Ed25519, base64
    recipient: str  # age1…


@dataclass(frozen=True, repr=False)
class PrivateKeys:
    """One signing key and one age identity; belongs to an account or to a recovery code."""

    sign: bytes
    identity: str
    # Identities to which older things were sealed; they open, but nothing new is sealed to them.
    former: tuple[str, ...] = ()

    # Made once: each audit entry asks for both, and they go with the private keys.
    @cached_property
    def public(self) -> PublicKeys:
        raw = self._signer.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        recipient = pyrage.x25519.Identity.from_str(self.identity).to_public()
        return PublicKeys(b64encode(raw).decode(), str(recipient))

    @cached_property
    def _signer(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.sign)

    def signature(self, message: bytes) -> str:
        return b64encode(self._signer.sign(message)).decode()

    def open(self, sealed: bytes) -> bytes | None:
        """What was sealed to this identity, or None when it was not, or was tampered with."""
        identities = [pyrage.x25519.Identity.from_str(each) for each in (self.identity, *self.former)]
        try:
            return bytes(pyrage.decrypt(sealed, identities))
        except pyrage.DecryptError:
            return None


def new_private_keys() -> PrivateKeys:
    """Fresh random keys for an account or a recovery code."""
    sign = Ed25519PrivateKey.generate().private_bytes(Encoding.Raw, PrivateFormat.Raw, NoEncryption())
    return PrivateKeys(sign, str(pyrage.x25519.Identity.generate()))


def seal(data: bytes, recipients: Iterable[str]) -> bytes:
    """Encrypt to the owners of these age recipients; each of them alone can open it."""
    try:
        people = [pyrage.x25519.Recipient.from_str(recipient) for recipient in dict.fromkeys(recipients)]
    except pyrage.RecipientError as error:
        raise Damaged("An account's public key is unreadable; nothing was changed. Run a verification.") from error
    return bytes(pyrage.encrypt(data, people))


def signed_by(public: str, message: bytes, signature: str) -> bool:
    """Whether the owner of this Ed25519 key signed the message."""
    try:
        key = Ed25519PublicKey.from_public_bytes(b64decode(public, validate=True))
        key.verify(b64decode(signature, validate=True), message)
    except (InvalidSignature, ValueError):
        return False
    return True
