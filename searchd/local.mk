# searchd
