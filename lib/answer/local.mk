# lib/answer
