"""spaCy runs on numpy's linear algebra instead of its own, which is faster: nothing of what is read may differ."""

import generator.annotate.model
from generator.annotate.model import OWN
from generator.engines.batches import BATCH, annotate_batch, make_reader
from generator.read.files import Rules, read_file


def test_the_faster_linear_algebra_reads_what_the_stock_one_reads(reader, sample, monkeypatch):
    articles = []
    for path in sorted((sample / "content/articles").glob("*.md")):
        drafts, _, _ = read_file(path, path.name, Rules())
        articles += [draft.named(draft.new_id()) for draft in drafts]
    assert len(articles) > 50
    load = generator.annotate.model.load_model
    monkeypatch.setattr("generator.annotate.pipeline.load_model", lambda _, desk: load(OWN, desk, blis=True))
    stock = make_reader(reader.recipe)
    assert stock._nlp is not reader._nlp
    assert stock._nlp.get_pipe("tok2vec").model.ops.use_blis is not reader._nlp.get_pipe("tok2vec").model.ops.use_blis
    for first in range(0, len(articles), BATCH):
        batch = articles[first : first + BATCH]
        assert annotate_batch(stock, batch) == annotate_batch(reader, batch)
