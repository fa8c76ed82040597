import duckdb

duckdb.sql("create table d as select * from read_json('events.json', format = 'array')")
rows, pt, charge = duckdb.sql("select count(*), round(sum(pt)), sum(charge) from d").limit(1).fetchall()[0]
print(rows, int(pt), int(charge))
