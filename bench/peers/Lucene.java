// Lucene, in this process: what drive.c does for the others, for an engine that
// is Java. One merged segment, English stems without a stop list, the ten best
// by BM25, an unscored count by year, UnifiedHighlighter.

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.SimpleCollector;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.search.uhighlight.UnifiedHighlighter;
import org.apache.lucene.store.MMapDirectory;
import org.apache.lucene.util.QueryBuilder;

public class Lucene {
    static final int HITS = 10, YEAR_FIRST = 1999, YEARS = 28;
    static final int WARM = 3; // passes more, that are not measured

    static final class Asked {
        String kind, words;
        long total, snippets;
        long[] year;
        List<Long> hits;
    }

    final IndexSearcher searcher;
    final Analyzer analyzer = new EnglishAnalyzer(CharArraySet.EMPTY_SET);
    final UnifiedHighlighter highlighter;
    final QueryBuilder builder = new QueryBuilder(analyzer);

    Lucene(DirectoryReader reader) {
        searcher = new IndexSearcher(reader);
        searcher.setQueryCache(null);
        highlighter = new UnifiedHighlighter(searcher, analyzer);
    }

    // ---- the index ----

    static String between(String line, String before, char end) {
        int at = line.indexOf(before) + before.length();
        return line.substring(at, line.indexOf(end, at));
    }

    static void index(String index, String folder) throws IOException {
        IndexWriterConfig config = new IndexWriterConfig(
            new EnglishAnalyzer(CharArraySet.EMPTY_SET));
        config.setOpenMode(IndexWriterConfig.OpenMode.CREATE);
        config.setRAMBufferSizeMB(256);
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> found =
                 Files.newDirectoryStream(Paths.get(folder, "minutes"))) {
            found.forEach(files::add);
        }
        Collections.sort(files);
        try (IndexWriter writer =
                 new IndexWriter(new MMapDirectory(Paths.get(index)), config)) {
            for (Path file : files)
                add(writer, file);
            writer.forceMerge(1);
        }
    }

    static void add(IndexWriter writer, Path file) throws IOException {
        try (BufferedReader in =
                 Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            for (String line; (line = in.readLine()) != null;) {
                Document d = new Document();
                d.add(new TextField("text", between(line, "\"text\": \"", '"'),
                                    Field.Store.YES));
                d.add(new NumericDocValuesField(
                    "n", Long.parseLong(between(line, "#p", '"'))));
                d.add(new NumericDocValuesField(
                    "year",
                    Long.parseLong(between(line, "\"date\": \"", '-'))));
                writer.addDocument(d);
            }
        }
    }

    // ---- a query ----

    static final class ByYear extends SimpleCollector {
        final long[] year = new long[YEARS];
        long total;
        NumericDocValues values;

        @Override
        protected void doSetNextReader(LeafReaderContext leaf)
            throws IOException {
            values = leaf.reader().getNumericDocValues("year");
        }

        @Override
        public void collect(int doc) throws IOException {
            values.advanceExact(doc);
            year[(int) values.longValue() - YEAR_FIRST]++;
            total++;
        }

        @Override
        public ScoreMode scoreMode() {
            return ScoreMode.COMPLETE_NO_SCORES;
        }
    }

    void ask(Asked a) throws IOException {
        Query query = a.kind.equals("phrase")
            ? builder.createPhraseQuery("text", a.words)
            : builder.createBooleanQuery("text", a.words,
                                         a.kind.startsWith("or")
                                             ? BooleanClause.Occur.SHOULD
                                             : BooleanClause.Occur.MUST);
        TopDocs top = searcher.search(query, HITS);
        ByYear years = new ByYear();
        searcher.search(query, years);
        a.total = years.total;
        a.year = years.year;
        a.snippets = 0;
        a.hits = new ArrayList<>();
        for (String snippet : highlighter.highlight("text", query, top))
            a.snippets += snippet.length();
        NumericDocValues numbers = null;
        ScoreDoc[] byDoc = top.scoreDocs.clone();
        for (ScoreDoc hit : byDoc) {
            numbers = searcher.getIndexReader().leaves().get(0).reader()
                .getNumericDocValues("n");
            numbers.advanceExact(hit.doc);
            a.hits.add(numbers.longValue());
        }
    }

    // ---- measures ----

    // CPU time of all threads, the compiler's and the collector's too. What
    // one has used is brought up to date when it stops running.
    static long cpu() throws Exception {
        Thread.sleep(2);
        long sum = 0;
        try (DirectoryStream<Path> tasks =
                 Files.newDirectoryStream(Paths.get("/proc/self/task"))) {
            for (Path task : tasks)
                sum += Long.parseLong(
                    new String(Files.readAllBytes(task.resolve("schedstat")))
                        .split(" ")[0]);
        }
        return sum;
    }

    static List<Asked> read(String path, int first) throws IOException {
        List<Asked> queries = new ArrayList<>();
        String kind = "";
        int n = 0;
        for (String line : Files.readAllLines(Paths.get(path))) {
            Asked a = new Asked();
            a.kind = line.substring(0, line.indexOf('\t'));
            a.words = line.substring(line.indexOf('\t') + 1);
            n = a.kind.equals(kind) ? n + 1 : 1;
            kind = a.kind;
            if (first == 0 || n <= first)
                queries.add(a);
        }
        return queries;
    }

    static long checksum(long[] year) {
        long sum = 0xcbf29ce484222325L; // as in drive.c
        for (int y = 0; y < YEARS; y++)
            sum = (sum ^ year[y]) * 1099511628211L + y;
        return sum;
    }

    static void askAll(DirectoryReader reader, List<Asked> queries, int passes)
        throws Exception {
        Lucene lucene = new Lucene(reader);
        StringBuilder out = new StringBuilder();
        for (int pass = 0; pass <= passes; pass++) {
            // The compiler has more to learn than a pass shows it.
            for (int more = 0; pass == 1 && more < WARM; more++)
                for (Asked a : queries)
                    lucene.ask(a);
            for (int at = 0, end; at < queries.size(); at = end) {
                String kind = queries.get(at).kind;
                StringBuilder walls = new StringBuilder();
                long cpu = cpu();
                for (end = at; end < queries.size()
                         && queries.get(end).kind.equals(kind); end++) {
                    long start = System.nanoTime();
                    lucene.ask(queries.get(end));
                    walls.append('\t').append(System.nanoTime() - start);
                }
                out.append(String.format("cpu\t%d\t%s\t%d\t%d\n", pass, kind,
                                         end - at, cpu() - cpu));
                out.append(String.format("wall\t%d\t%s%s\n", pass, kind,
                                         walls));
            }
        }
        for (Asked a : queries) {
            String hits = a.hits.toString().replaceAll("[\\[\\] ]", "");
            out.append(String.format("answer\t%s\t%d\t%016x\t%s\t%s\n", a.kind,
                                     a.total, checksum(a.year), hits,
                                     a.words));
            if (!a.hits.isEmpty() && a.snippets == 0)
                throw new IllegalStateException(a.words + ": no snippets");
        }
        System.out.print(out);
    }

    static void load(DirectoryReader reader, List<Asked> queries, int n,
                     int seconds) throws Exception {
        Collections.shuffle(queries, new Random(1));
        AtomicInteger next = new AtomicInteger();
        CountDownLatch ready = new CountDownLatch(n);
        CountDownLatch go = new CountDownLatch(1);
        long[] until = new long[1];
        List<List<Integer>> took = new ArrayList<>();
        Thread[] threads = new Thread[n];
        for (int t = 0; t < n; t++) {
            List<Integer> mine = new ArrayList<>();
            took.add(mine);
            threads[t] = new Thread(() -> {
                try {
                    Lucene lucene = new Lucene(reader);
                    ready.countDown();
                    go.await();
                    for (long now = System.nanoTime(); now < until[0];) {
                        Asked q = queries.get(
                            next.getAndIncrement() % queries.size());
                        Asked a = new Asked();
                        a.kind = q.kind;
                        a.words = q.words;
                        lucene.ask(a);
                        long end = System.nanoTime();
                        mine.add((int) ((end - now) / 1000));
                        now = end;
                    }
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });
            threads[t].start();
        }
        ready.await();
        long start = System.nanoTime();
        until[0] = start + seconds * 1000000000L;
        go.countDown();
        for (Thread thread : threads)
            thread.join();
        long end = System.nanoTime();
        int[] all = took.stream().flatMap(List::stream)
            .mapToInt(Integer::intValue).sorted().toArray();
        System.out.printf("load\t%d\t%d\t%d\t%d\t%d\t%d\n", n, all.length,
                          end - start, all[all.length / 2],
                          all[(int) (all.length * 95L / 100)],
                          all[(int) (all.length * 99L / 100)]);
    }

    // index INDEX FOLDER | ask INDEX QUERIES FIRST PASSES
    // | load INDEX QUERIES FIRST SECONDS CONNECTIONS...
    public static void main(String[] args) throws Exception {
        if (args[0].equals("index")) {
            index(args[1], args[2]);
            return;
        }
        try (DirectoryReader reader = DirectoryReader.open(
                 new MMapDirectory(Paths.get(args[1])))) {
            List<Asked> queries = read(args[2], Integer.parseInt(args[3]));
            int number = Integer.parseInt(args[4]);
            if (args[0].equals("ask"))
                askAll(reader, queries, number);
            else { // once to warm up; then in the same JVM, what is compiled stays
                Lucene lucene = new Lucene(reader);
                for (Asked a : queries)
                    lucene.ask(a);
                for (String n : Arrays.asList(args).subList(5, args.length))
                    load(reader, queries, Integer.parseInt(n), number);
            }
        }
    }
}
