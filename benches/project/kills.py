# 200 kills at random moments of `onrecord add`: nothing told is lost, nothing comes twice, same export bytes.
# usage: store-kills.py BINARY REPORTS.jsonl N_KILLS MAX_SECONDS
import tempfile,subprocess,random,sys,os,time,filecmp,json,sqlite3,glob
binary,reports,kills,most=sys.argv[1],sys.argv[2],int(sys.argv[3]),float(sys.argv[4])
random.seed(20261122)
W=tempfile.mkdtemp()
def add(db,*more): return [binary,'add','--db',f'{W}/{db}',*more,reports]
subprocess.run(add('whole.db'),check=True)
def export(db):
    subprocess.run([binary,'export','--db',f'{W}/{db}','--to','jsonl',f'{W}/{db}-out'],check=True,stdout=subprocess.DEVNULL)
export('whole.db')
told=set(); lost=0; rounds=0; same=0; done=0; mid=0
while done<kills:
    for f in glob.glob(f'{W}/k.db*'): subprocess.run(['rm','-rf',f])
    told=set(); rounds+=1
    while done<kills:
        p=subprocess.Popen(add('k.db','--ids'),stdout=subprocess.PIPE,stderr=subprocess.DEVNULL)
        time.sleep(random.uniform(0,most))
        ended=p.poll() is not None
        p.kill(); out=p.stdout.read().decode(); p.wait()
        if ended: break
        done+=1
        new=[l for l in out.split('\n')[:-1]]
        mid+=bool(new)
        told.update(new)
        if os.path.exists(f'{W}/k.db') and told:
            db=sqlite3.connect(f'{W}/k.db'); have=[r[0] for r in db.execute('select id from report')]
            ok=db.execute('pragma integrity_check').fetchone()[0]; db.close()
            assert ok=='ok',ok
            lost+=len(told-set(have)); assert len(have)==len(set(have))
    subprocess.run(add('k.db'),check=True,stdout=subprocess.DEVNULL)
    export('k.db')
    a,b=[sorted(glob.glob(f'{W}/{d}-out/*')) for d in ('whole.db','k.db')]
    equal=len(a)==len(b) and all(filecmp.cmp(x,y,shallow=False) for x,y in zip(a,b))
    same+=equal
    print(f'round {rounds}: {done} kills so far ({mid} after reports were told), told ids lost {lost}, export equal {equal}',flush=True)
print(f'{done} kills, {rounds} rounds, lost {lost}, equal exports {same}/{rounds}')
