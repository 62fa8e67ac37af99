"""The words by which people call everybody who has a role: "chefer", "kontaktpersonerna"."""

from storage.words import fold

# Folded, to the role's code.
_ROLES = {
    "miljochefer": "manager",
    "miljocheferna": "manager",
    "chefer": "manager",
    "cheferna": "manager",
    "kontaktpersoner": "contact_person",
    "kontaktpersonerna": "contact_person",
    "inspektorer": "inspector",
    "inspektorerna": "inspector",
    "handlaggare": "inspector",
    "administratorer": "administrator",
    "politiker": "politician",
}
# One for each role, to be shown to whoever has written another.
ROLE_WORDS = ("chefer", "kontaktpersoner", "inspektörer", "administratörer", "politiker")


def role_named(said: str) -> str:
    """Return the code of the role whose holders are meant ("alla chefer"), "" where none is."""
    return _ROLES.get(fold(said).strip().removeprefix("alla "), "")
