"""What people do in Slack, one module a capability: parse, call one handler, show one view."""
