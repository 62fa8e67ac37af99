"""The door for mail: letters out, by a mail server or into a folder."""
