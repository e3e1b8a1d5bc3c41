# lib/query
