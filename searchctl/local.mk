# searchctl
