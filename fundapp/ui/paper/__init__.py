"""Printed forms on the screen: drafts to look at, and forms that are issued, printed and saved."""
