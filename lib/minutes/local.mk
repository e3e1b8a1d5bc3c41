# lib/minutes
