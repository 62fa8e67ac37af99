"""What people have said of the newsletters."""

from hashlib import sha256


def digest_of(address: str) -> str:
    """Return what an address is known by among the choices."""
    return sha256(f"newsletter/{address.casefold()}".encode()).hexdigest()
